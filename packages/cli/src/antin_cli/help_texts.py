"""What each command, argument and option is for: Vietnamese and English."""

HELP: dict[str, tuple[str, str]] = {
    "antin": (
        "Ấn Tín: ký, kiểm tra, duyệt lệnh và làm việc với chứng thư số, từ dòng lệnh.\n\n"
        "Mã thoát: 0 xong hoặc hợp lệ · 1 không hợp lệ · 2 chưa kết luận được · 64 dùng sai · 65 không đọc được · "
        "70 lỗi phần mềm.",
        "Ấn Tín: sign, verify, approve orders and work with certificates, from a terminal.\n\n"
        "Exit codes: 0 done or valid · 1 not valid · 2 cannot tell · 64 wrong use · 65 unreadable input · "
        "70 our fault.",
    ),
    # key -----------------------------------------------------------------------------------------
    "key": ("Khóa: tạo mới, đóng gói.", "Keys: make new ones, pack them."),
    "key.new": (
        "Tạo khóa mới, ghi ra tệp PEM có mật khẩu.\n\nKhóa chỉ nằm trong tệp này; hãy giữ tệp và mật khẩu riêng.",
        "Make a new key and write it to a PEM file under a passphrase.\n\n"
        "The key is in this file only; keep file and passphrase apart.",
    ),
    "key.new.kind": ("Loại khóa (mặc định p256).", "Kind of key (default p256)."),
    "key.new.out": ("Tệp PEM sẽ ghi (mặc định khoa.pem).", "PEM file to write (default khoa.pem)."),
    "key.p12": (
        "Đóng gói khóa và chứng thư số thành tệp PKCS#12 (.p12).\n\n"
        "Tệp khóa là PEM, hoặc PKCS#12 kiểu cũ cần đổi sang cách mã hóa mạnh (AES-256).",
        "Pack a key and its certificate into a PKCS#12 file (.p12).\n\n"
        "The key file is PEM, or an old PKCS#12 that is to get strong encryption (AES-256).",
    ),
    "key.p12.file": ("Tệp khóa: PEM hoặc PKCS#12.", "The key file: PEM or PKCS#12."),
    "key.p12.cert": (
        "Chứng thư số của khóa; các chứng thư khác trong tệp được gói kèm.",
        "The key's certificate; others in the file go along.",
    ),
    "key.p12.name": ("Tên hiển thị trong gói.", "The name shown for it."),
    "key.p12.out": (
        "Tệp .p12 sẽ ghi (mặc định: cùng tên, đuôi .p12).", "The .p12 file to write (default: same name, .p12).",
    ),
    # cert ----------------------------------------------------------------------------------------
    "cert": ("Chứng thư số: xin cấp, xem, kiểm tra.", "Certificates: request, show, verify."),
    "cert.request": (
        "Lập yêu cầu cấp chứng thư số (PKCS#10) cho một khóa.", "Make a certificate request (PKCS#10) for a key.",
    ),
    "cert.request.key": ("Tệp khóa.", "The key file."),
    "cert.request.name": ("Họ tên, hoặc tên cơ quan, tổ chức.", "Name of the person or organisation."),
    "cert.request.org": (
        "Cơ quan, tổ chức; lặp lại, cấp cao nhất trước.", "Organisation; repeat, the highest first.",
    ),
    "cert.request.locality": ("Tỉnh, thành phố.", "Province or city."),
    "cert.request.out": ("Tệp sẽ ghi (mặc định yeu-cau.csr).", "File to write (default yeu-cau.csr)."),
    "cert.show": ("Xem nội dung chứng thư số hoặc yêu cầu cấp.", "Show certificates or certificate requests."),
    "cert.show.files": (
        "Tệp hoặc thư mục (PEM, DER, PKCS#7, PKCS#10).",
        "Files or folders (PEM, DER, PKCS#7, PKCS#10).",
    ),
    "cert.verify": (
        "Kiểm tra chứng thư số có giá trị không: đường dẫn, thời hạn, thu hồi.\n\n"
        "Trong một tệp, chứng thư đầu được kiểm tra, các chứng thư sau giúp dựng đường dẫn.",
        "Tell whether certificates are valid: path, dates, revocation.\n\n"
        "The first certificate of a file is judged; those after it help to build the path.",
    ),
    "cert.verify.files": ("Tệp hoặc thư mục chứng thư số.", "Files or folders of certificates."),
    "cert.verify.purpose": ("Dùng để làm gì (mặc định: không hỏi).", "What it is used for (default: not asked)."),
    # pdf -----------------------------------------------------------------------------------------
    "pdf": (
        "Văn bản PDF: ký, kiểm tra, giữ chữ ký kiểm tra được lâu dài.",
        "PDF documents: sign, verify, keep signatures checkable.",
    ),
    "pdf.sign": (
        "Ký văn bản PDF, giữ nguyên các chữ ký đã có; tự kiểm tra kết quả trước khi ghi.\n\n"
        "Ghi ra <tên>.signed.pdf bên cạnh tệp gốc, hoặc tệp nêu ở --out.\n\n"
        "Nhiều tệp hoặc thư mục: xem danh sách trước, xác nhận một lần, hỏi mã PIN hoặc mật khẩu một lần.",
        "Sign PDF documents, keeping signatures that are there; the result is checked before it is written.\n\n"
        "Writes <name>.signed.pdf beside the file, or the file named by --out.\n\n"
        "Several files or folders: a list first, one confirmation, the PIN or passphrase once.",
    ),
    "pdf.sign.files": ("Tệp PDF, hoặc thư mục.", "PDF files, or folders."),
    "pdf.sign.key": ("Tệp khóa của người ký (.p12 hoặc PEM).", "The signer's key file (.p12 or PEM)."),
    "pdf.sign.cert": (
        "Chứng thư số, nếu tệp khóa hoặc token không có; cả chứng thư của nơi cấp.",
        "The certificate, if the key file or token has none; those of its issuers, too.",
    ),
    "pdf.sign.out": ("Tệp sẽ ghi (chỉ khi ký một tệp).", "File to write (for one document only)."),
    "pdf.sign.page": (
        "Trang đặt chữ ký; -1 là trang cuối (mặc định 1).",
        "Page of the signature; -1 is the last (default 1).",
    ),
    "pdf.sign.box": (
        "Khung chữ ký, milimét từ góc trên trái trang; không nêu thì chữ ký không hiện.",
        "Where it shows, millimetres from the top left of the page; without it the signature is invisible.",
    ),
    "pdf.sign.field": ("Ký vào ô ký có sẵn tên này.", "Sign in the existing field of this name."),
    "pdf.sign.visible": (
        "Dòng chữ hiện trong khung; lặp lại. Không nêu: người ký, cơ quan, thời gian.",
        "A line shown in the box; repeat. Without it: signer, agency, time.",
    ),
    "pdf.sign.image": (
        "Ảnh chữ ký hoặc con dấu (PNG, JPEG) hiện trong khung.",
        "Picture of signature or seal (PNG, JPEG) shown in the box.",
    ),
    "pdf.sign.look": (
        "Mẫu hiển thị theo NĐ 30/2020: leader chữ ký lãnh đạo, seal con dấu, number số, date ngày tháng, appendix phụ "
        "lục, copy bản sao, incoming văn bản đến, comment ý kiến, initials ký nháy, signature dòng chữ, code mã QR.",
        "What it shows, by NĐ 30/2020: the leader's signature, seal, number, date, mark on an appendix or copy, stamp "
        "of incoming papers, comment, initials, signature in words, QR code.",
    ),
    "pdf.sign.place": (
        "auto: đặt mẫu theo nội dung văn bản (chức vụ và họ tên, chữ “Số:”, dòng ngày tháng...), thay cho --box.",
        "auto: placed by the words of the document (position and name, “Số:”, the line of the date...), instead of "
        "--box.",
    ),
    "pdf.sign.size": (
        "Cỡ của mẫu khi --place auto (mặc định theo mẫu; con dấu 36,36).",
        "Size of the look with --place auto (default: of the kind; a seal 36,36).",
    ),
    "pdf.sign.clean": (
        "Tách ảnh khỏi nền giấy chụp hoặc quét: as-it-is giữ màu mực; blue, red, black đổi màu mực.",
        "Lift the picture off the paper it was photographed or scanned on; keep or change its ink.",
    ),
    "pdf.sign.number": ("Số văn bản (number, appendix).", "The document's number (number, appendix)."),
    "pdf.sign.issued": ("Ngày ban hành (date).", "The day of issue (date)."),
    "pdf.sign.copy_form": ("Hình thức sao: Sao y, Sao lục, Trích sao (copy).", "Form of copying (copy)."),
    "pdf.sign.agency": (
        "Tên cơ quan (copy, incoming, signature; mặc định theo chứng thư số).",
        "Name of the agency (copy, incoming, signature; default: the certificate's).",
    ),
    "pdf.sign.arrival": ("Số đến (incoming).", "Number of arrival (incoming)."),
    "pdf.sign.comment": ("Ý kiến (comment).", "The comment (comment)."),
    "pdf.sign.initials": ("Chữ ký tắt khi không có ảnh (initials).", "Letters in place of a picture (initials)."),
    "pdf.sign.address": ("Địa chỉ trang kiểm tra (code).", "Address of the verification page (code)."),
    "pdf.sign.no_labels": (
        "Chỉ ghi giá trị, không ghi “Ký bởi:”... (signature).", "Values without labels (signature).",
    ),
    "pdf.sign.no_scan": (
        "Không xem trước nội dung ẩn, chồng lấp của văn bản.",
        "Do not look for hidden or overlaid content first.",
    ),
    "pdf.sign.reason": ("Lý do ký.", "Reason for signing."),
    "pdf.sign.location": ("Nơi ký.", "Place of signing."),
    "pdf.sign.tsa": (
        "Dịch vụ dấu thời gian (RFC 3161): ký mức B-T. Dịch vụ không trả lời thì vẫn ký, ở mức B-B.",
        "Time-stamping service (RFC 3161): makes level B-T. Without an answer the signature is kept, at level B-B.",
    ),
    "pdf.sign.level": (
        "Mức: b, t, lt (kèm dữ liệu kiểm tra lâu dài), lta (kèm dấu thời gian lên cả văn bản). Mặc định: t khi có "
        "--tsa, b khi không.",
        "Level: b, t, lt (with validation data), lta (with a time-stamp over the document). Default: t with --tsa, "
        "else b.",
    ),
    "pdf.sign.certify": (
        "Ký chứng nhận, chữ ký đầu tiên: sau đó 1 không được đổi gì, 2 được điền ô và ký thêm, 3 được ghi chú.",
        "Certify, as the first signature: afterwards 1 nothing may change, 2 fields may be filled and signatures "
        "added, 3 comments, too.",
    ),
    "pdf.sign.digest": (
        "Hàm băm với khóa RSA: sha256 (mặc định), sha384, sha512.",
        "Digest with an RSA key: sha256 (default), sha384, sha512.",
    ),
    "pdf.sign.yes": (
        "Nhiều tệp: không hỏi xác nhận danh sách.", "Several files: do not ask to confirm the list.",
    ),
    "pdf.sign.stop_on_error": (
        "Dừng ở tệp lỗi đầu tiên (mặc định: ký tiếp các tệp khác). Lỗi mã PIN, token bị rút luôn dừng ngay.",
        "Stop at the first file that fails (default: go on). A wrong PIN or a token pulled out always stops.",
    ),
    "pdf.sign.report": (
        "Ghi báo cáo (.csv hoặc .pdf): mỗi tệp một dòng.", "Write a report (.csv or .pdf): a line for each file.",
    ),
    "option.resume": (
        "Nhật ký của lần chạy: chạy lại với cùng tệp này thì làm tiếp phần còn thiếu.",
        "Journal of the run: started again with the same file, it goes on with what is missing.",
    ),
    "pdf.extend": (
        "Thêm vào văn bản đã ký những gì cần để kiểm tra được lâu dài; không cần khóa của ai.\n\n"
        "lt: chứng thư số và thông tin thu hồi. lta: thêm dấu thời gian lên cả văn bản; chạy lại để gia hạn.\n\n"
        "Ghi ra <tên>.extended.pdf bên cạnh tệp gốc, hoặc tệp nêu ở --out.",
        "Add to a signed document what keeps it checkable; nobody's key is needed.\n\n"
        "lt: certificates and revocation information. lta: a time-stamp over the document, too; again to renew.\n\n"
        "Writes <name>.extended.pdf beside the file, or the file named by --out.",
    ),
    "pdf.extend.files": ("Văn bản đã ký.", "Signed documents."),
    "pdf.extend.level": ("lt, hoặc lta (mặc định).", "lt, or lta (default)."),
    "pdf.extend.tsa": ("Dịch vụ dấu thời gian, cho mức lta.", "Time-stamping service, for level lta."),
    "pdf.convert": (
        "Chuyển văn bản Word, Excel, PowerPoint, RTF, ODF thành PDF/A-2b để ký (cần LibreOffice trên máy).\n\n"
        "Ghi ra <tên>.pdf bên cạnh tệp gốc, hoặc tệp nêu ở --out. Hãy mở xem bản PDF trước khi ký. Macro không chạy, "
        "nội dung liên kết từ ngoài tệp không được lấy.",
        "Turn Word, Excel, PowerPoint, RTF and ODF documents into PDF/A-2b to be signed (needs LibreOffice).\n\n"
        "Writes <name>.pdf beside the file, or the file named by --out. Look at the PDF before signing it. No macro "
        "runs, nothing linked from outside the file is taken in.",
    ),
    "pdf.convert.files": ("Tệp văn bản, hoặc thư mục.", "Documents, or folders."),
    "pdf.convert.out": ("Tệp sẽ ghi (chỉ khi chuyển một tệp).", "File to write (for one document only)."),
    "pdf.sign.pss": ("Với khóa RSA, ký kiểu RSASSA-PSS.", "With an RSA key, sign by RSASSA-PSS."),
    "pdf.verify": (
        "Kiểm tra một văn bản có đúng là văn bản điện tử chính thức không: số, ngày, ai ký, cơ quan nào, có bị sửa "
        "không.\n\n"
        "Ba kết luận: hợp lệ, không hợp lệ, chưa kết luận được (kèm việc nên làm).",
        "Check whether a file is a genuine official document: number, date, who signed, which agency, whether it was "
        "changed.\n\n"
        "Three outcomes: valid, not valid, cannot tell (with what to do).",
    ),
    "pdf.verify.details": (
        "Thêm chi tiết kỹ thuật: từng chữ ký, chứng thư, thuật toán, bảng kiểm tra của TT 15/2025.",
        "Add what is technical: each signature, certificate, algorithms, the checklist of TT 15/2025.",
    ),
    "pdf.verify.files": (
        "Tệp, hoặc thư mục (xét mọi tệp bên trong).",
        "Files, or folders (every file inside is judged).",
    ),
    # token ---------------------------------------------------------------------------------------
    "token": ("Token: xem thiết bị, chứng thư và mã PIN.", "Tokens: devices, certificates, the PIN."),
    "token.list": (
        "Liệt kê thư viện PKCS#11, token đang cắm và chứng thư số trong đó; không hỏi mã PIN.\n\n"
        "PKCS#11 không cho biết còn mấy lần thử mã PIN, chỉ cho biết: đã có lần sai, còn một lần, hoặc đã khóa.",
        "List the PKCS#11 libraries, the tokens plugged in and their certificates; no PIN is asked for.\n\n"
        "PKCS#11 does not count the tries left for a PIN; it tells that some were wrong, one is left, or it is locked.",
    ),
    # authority -----------------------------------------------------------------------------------
    "authority": ("Tổ chức chứng thực: cán bộ duyệt lệnh.", "The authority: officers approve orders."),
    "authority.approve": (
        "Xem một lệnh và ký duyệt bằng khóa của cán bộ.\n\n"
        "Lệnh lấy từ địa chỉ trên cổng hoặc từ tệp; nội dung hiện ra từ đúng các byte được ký. "
        "Với địa chỉ, chữ ký được gửi lại cổng; với tệp, ghi ra <tệp>.p7s.",
        "Show an order and approve it with an officer's key.\n\n"
        "The order comes from its address on the portal or from a file; what is shown is read from the very bytes "
        "that are signed. For an address the approval is sent back; for a file <file>.p7s is written.",
    ),
    "authority.approve.order": (
        "Địa chỉ của lệnh trên cổng, hoặc tệp lệnh.",
        "The order's address on the portal, or its file.",
    ),
    "authority.approve.key": ("Tệp khóa của cán bộ duyệt.", "The officer's key file."),
    "authority.approve.cert": ("Chứng thư số, nếu tệp khóa không có.", "The certificate, if the key file has none."),
    "authority.approve.yes": ("Không hỏi lại (đã đọc và đồng ý).", "Do not ask (read and agreed)."),
    "authority.approve.out": (
        "Ghi chữ ký duyệt ra tệp này, không gửi.",
        "Write the approval to this file; do not send it.",
    ),
    # crl, ocsp -----------------------------------------------------------------------------------
    "crl": ("Danh sách thu hồi (CRL).", "Certificate revocation lists (CRL)."),
    "crl.show": (
        "Xem danh sách thu hồi; kiểm tra chữ ký khi biết nơi cấp.",
        "Show revocation lists; their signatures are checked where the issuer is known.",
    ),
    "crl.show.files": ("Tệp hoặc thư mục CRL.", "Files or folders of CRLs."),
    "crl.show.serial": ("Chỉ tìm số sê-ri này.", "Look for this serial number only."),
    "crl.show.all": ("Liệt kê mọi chứng thư bị thu hồi.", "List every revoked certificate."),
    "ocsp": ("Trạng thái chứng thư trực tuyến (OCSP).", "Online certificate status (OCSP)."),
    "ocsp.ask": (
        "Hỏi dịch vụ trạng thái về một chứng thư số.", "Ask the status service about a certificate.",
    ),
    "ocsp.ask.file": ("Tệp chứng thư số.", "The certificate's file."),
    "ocsp.ask.issuer": (
        "Chứng thư số của nơi cấp, nếu không có trong danh sách tin cậy.",
        "The issuer's certificate, if it is in no trust set.",
    ),
    "ocsp.ask.url": (
        "Địa chỉ dịch vụ (mặc định: ghi trong chứng thư).",
        "Address of the service (default: as the certificate says).",
    ),
    # trust ---------------------------------------------------------------------------------------
    "trust": ("Danh sách tin cậy của máy này.", "The trust sets of this machine."),
    "trust.list": ("Liệt kê các điểm tin cậy.", "List the trust anchors."),
    "trust.list.record": ("Xem nhật ký thêm và cập nhật.", "Show the record of imports and updates."),
    "trust.import": (
        "Thêm chứng thư số gốc vào một danh sách, kèm lý do.", "Add root certificates to a set, saying why.",
    ),
    "trust.import.file": ("Tệp chứng thư số gốc.", "File with the root certificate."),
    "trust.import.set": ("Danh sách nhận.", "The set to add to."),
    "trust.import.reason": (
        "Vì sao tin: ai xác nhận, theo văn bản nào.",
        "Why it is trusted: who vouched, by which document.",
    ),
    "trust.update": (
        "Thay danh sách bằng bản mới đã xác thực (đúng SHA-256, hoặc ký bởi chứng thư đúng SHA-256).",
        "Replace a set's list by a genuine new one (right SHA-256, or signed by the certificate of that SHA-256).",
    ),
    "trust.update.source": ("Tệp hoặc địa chỉ của danh sách mới.", "File or address of the new list."),
    "trust.update.set": ("Danh sách được thay.", "The set whose list is replaced."),
    "trust.update.sha256": ("SHA-256 của danh sách, lấy từ kênh khác.", "SHA-256 of the list, from another channel."),
    "trust.update.signer": (
        "SHA-256 chứng thư của người ký danh sách.",
        "SHA-256 of the certificate that signs lists.",
    ),
    # form ----------------------------------------------------------------------------------------
    "form": (
        "Biểu mẫu của Thông tư 185/2019 và Nghị định 68/2024.",
        "The forms of Circular 185/2019 and Decree 68/2024.",
    ),
    "form.list": ("Liệt kê biểu mẫu.", "List the forms."),
    "form.blank": ("Ghi biểu mẫu trống (DOCX).", "Write blank forms (DOCX)."),
    "form.fill": (
        "Điền một biểu mẫu từ tệp JSON.\n\n"
        'Tệp gồm các trường chữ {"khóa": "giá trị"}; danh sách người ở "rows". '
        "Xem các khóa: antin form list --law ... --form NN.",
        "Fill a form from a JSON file.\n\n"
        'The file holds fields of text {"key": "value"}; the list of people stands in "rows". '
        "The keys: antin form list --law ... --form NN.",
    ),
    "form.law": ("Bộ quy định.", "The body of rules."),
    "form.form": ("Số mẫu, ví dụ 01.", "Number of the form, such as 01."),
    "form.all": ("Ghi mọi mẫu vào thư mục này.", "Write every form into this folder."),
    "form.values": ("Tệp JSON.", "The JSON file."),
    "form.out": ("Tệp sẽ ghi (mặc định mau-NN.docx).", "File to write (default mau-NN.docx)."),
    "form.unchecked": ("Không kiểm tra theo quy định trước khi điền.", "Do not check the values by the rules first."),
    # options that several commands share ---------------------------------------------------------
    "option.token": ("Ký bằng token, thay cho --key.", "Sign with a token instead of --key."),
    "option.module": (
        "Thư viện PKCS#11 của token; lặp lại. Không nêu: tìm ở những nơi thường đặt.",
        "The token's PKCS#11 library; repeat. Without it: those in the usual places.",
    ),
    "option.token_name": ("Token có tên hoặc số sê-ri này.", "The token of this name or serial number."),
    "option.token_cert": (
        "Chứng thư trong token: số sê-ri, SHA-256 hoặc tên chủ thể.",
        "The certificate on the token: serial number, SHA-256 or name of the subject.",
    ),
    "option.pin_file": (
        "Mã PIN: dòng đầu của tệp này. Không nêu: gõ khi được hỏi.",
        "The PIN: first line of this file. Without it: typed when asked.",
    ),
    "option.pin_env": ("Mã PIN: biến môi trường tên này.", "The PIN: environment variable of this name."),
    "option.help": ("Xem cách dùng.", "Show this help."),
    "option.version": ("Xem phiên bản.", "Show the version."),
    "option.lang": (
        "Ngôn ngữ (mặc định: ANTIN_LANG, LANG, rồi vi).", "Language (default: ANTIN_LANG, LANG, then vi).",
    ),
    "option.json": ("Mỗi tệp một đối tượng JSON trên một dòng.", "One JSON object per file and line."),
    "option.force": ("Ghi đè tệp đã có.", "Overwrite an existing file."),
    "option.trust": (
        "Tin thêm tệp hoặc thư mục này: chứng thư tự ký là gốc, còn lại là trung gian; lặp lại.",
        "Trust this file or folder, too: self-signed certificates are roots, others intermediates; repeat.",
    ),
    "option.trust_set": (
        "Danh sách tin cậy; lặp lại (mặc định: official-duty và pilot).",
        "Trust set; repeat (default: official-duty and pilot).",
    ),
    "option.offline": ("Không mở kết nối mạng nào.", "Open no network connection."),
    "option.allow": (
        "Cho phép hỏi dịch vụ ở địa chỉ nội bộ này; lặp lại (hoặc ANTIN_ALLOW).",
        "Services at this non-public address may be asked; repeat (or ANTIN_ALLOW).",
    ),
    "option.at": (
        "Xét vào thời điểm này (RFC 3339, mặc định: bây giờ).",
        "Judge at this time (RFC 3339, default: now).",
    ),
    "option.crl": (
        "Dùng thêm danh sách thu hồi trong tệp hoặc thư mục này; lặp lại.",
        "Use the revocation lists in this file or folder, too; repeat.",
    ),
    "option.passphrase_file": (
        "Mật khẩu của tệp khóa: dòng đầu của tệp này.",
        "Passphrase of the key file: first line of this file.",
    ),
    "option.passphrase_env": (
        "Mật khẩu của tệp khóa: biến môi trường tên này.",
        "Passphrase of the key file: environment variable of this name.",
    ),
    "option.new_passphrase_file": ("Mật khẩu mới: dòng đầu của tệp này.", "New passphrase: first line of this file."),
    "option.new_passphrase_env": (
        "Mật khẩu mới: biến môi trường tên này.",
        "New passphrase: environment variable of this name.",
    ),
}
