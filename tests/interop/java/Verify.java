import java.io.File;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * What PDFBox finds of signatures in every PDF of a folder and what BouncyCastle says of them: a line for each,
 * `file, number from 1, sub-filter, whole or part, good or bad: why`, tabs between.
 */
public class Verify {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    public static void main(String[] given) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        File[] files = new File(given[0]).listFiles((folder, name) -> name.endsWith(".pdf"));
        Arrays.sort(files);
        for (File file : files) {
            tell(file);
        }
    }

    private static void tell(File file) throws Exception {
        byte[] pdf = Files.readAllBytes(file.toPath());
        try (PDDocument document = PDDocument.load(pdf, "")) {
            int number = 0;
            for (PDSignature signature : document.getSignatureDictionaries()) {
                int[] range = signature.getByteRange();
                boolean isWhole = range[0] == 0 && range[2] + range[3] == pdf.length;
                System.out.println(String.join("\t", file.getName(), String.valueOf(++number), signature.getSubFilter(),
                    isWhole ? "whole" : "part", judged(signature, pdf)));
            }
        } catch (Exception error) {
            System.out.println(String.join("\t", file.getName(), "0", "", "", "bad: " + error));
        }
    }

    private static String judged(PDSignature signature, byte[] pdf) {
        try {
            byte[] content = signature.getSignedContent(pdf);
            byte[] value = signature.getContents(pdf);
            boolean isGood = "ETSI.RFC3161".equals(signature.getSubFilter())
                ? isGoodTimeStamp(value, content)
                : isGoodSignature(new CMSSignedData(new CMSProcessableByteArray(content), value));
            return isGood ? "good" : "bad: value";
        } catch (Exception error) {
            return "bad: " + error;
        }
    }

    private static boolean isGoodSignature(CMSSignedData signed) throws Exception {
        boolean isGood = signed.getSignerInfos().size() == 1;
        for (SignerInformation signer : signed.getSignerInfos()) {
            for (Object certificate : signed.getCertificates().getMatches(signer.getSID())) {
                isGood &= signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider(PROVIDER)
                    .build((X509CertificateHolder) certificate));
            }
            isGood &= signed.getCertificates().getMatches(signer.getSID()).size() == 1;
        }
        return isGood;
    }

    /** A token over the document: its own signature, and the digest of what it covers. */
    private static boolean isGoodTimeStamp(byte[] value, byte[] content) throws Exception {
        CMSSignedData signed = new CMSSignedData(value);
        TimeStampToken token = new TimeStampToken(signed);
        String digest = token.getTimeStampInfo().getMessageImprintAlgOID().getId();
        byte[] imprint = MessageDigest.getInstance(digest, PROVIDER).digest(content);
        return isGoodSignature(signed) && Arrays.equals(imprint, token.getTimeStampInfo().getMessageImprintDigest());
    }
}
