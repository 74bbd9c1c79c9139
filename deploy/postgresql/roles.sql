-- One role per process. Run as the owner of the tables, after `antin-server init` and after every upgrade:
--   psql "$ANTIN_DATABASE" -v ON_ERROR_STOP=1 -f deploy/postgresql/roles.sql
-- Passwords are set apart (\password antin_web ...), never in this file.
--
-- web may not: touch what the signer published, execute or refuse an order, change or delete a line of the audit.
-- va has no role at all: it answers from the signer's journal.

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['antin_web', 'antin_worker', 'antin_clock', 'antin_signer'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN EXECUTE format('CREATE ROLE %I LOGIN', name); END IF;
  END LOOP;
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM antin_web, antin_worker, antin_clock, antin_signer;
GRANT USAGE ON SCHEMA public TO antin_web, antin_worker, antin_clock, antin_signer;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO antin_web, antin_worker, antin_clock, antin_signer;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO antin_web, antin_worker, antin_clock;

-- Everybody writes down what was done; nobody changes it.
GRANT SELECT, INSERT ON audit_event TO antin_web, antin_worker, antin_clock, antin_signer;
GRANT SELECT, INSERT, UPDATE ON audit_chain TO antin_web, antin_worker, antin_clock, antin_signer;

-- web: people, cases, documents, sign-ins; orders and approvals are put, never executed.
GRANT INSERT, UPDATE, DELETE ON
  accounts_person, accounts_agency, accounts_agencyname, accounts_agencysuccession, accounts_roleassignment,
  account_emailaddress, account_emailconfirmation, mfa_authenticator, django_session,
  registration_case, registration_casestep, registration_letter, registration_attachment,
  signing_signingjob, signing_jobmark, signing_agentrequest, signing_agentfile, signing_look, signing_lookversion,
  signing_lookstorestore, signing_documentflow, signing_flowstep, signing_flowevent, signing_opencheck,
  authority_lookupcount, django_tasks_database_dbtaskresult TO antin_web;
GRANT UPDATE (last_used_at) ON signing_apikey TO antin_web;  -- made and revoked by the owner's own command
GRANT INSERT ON authority_order, authority_approval, common_installation TO antin_web;
GRANT UPDATE (state, void_reason) ON authority_order TO antin_web;

-- worker: its tasks, and what they write (documents, notices).
GRANT INSERT, UPDATE, DELETE ON django_tasks_database_dbtaskresult, registration_letter, registration_attachment,
  signing_signingjob TO antin_worker;

-- clock: moves cases, forgets what ran out.
GRANT INSERT, UPDATE, DELETE ON registration_case, registration_casestep, registration_letter,
  signing_signingjob, signing_jobmark, signing_agentrequest, signing_agentfile, signing_look, signing_lookversion,
  signing_lookstorestore, signing_documentflow, signing_flowstep, signing_flowevent, signing_opencheck,
  django_session, django_tasks_database_dbtaskresult, authority_lookupcount TO antin_clock;

-- signer: reads orders, publishes what its journal says.
GRANT SELECT ON authority_order, authority_approval, django_content_type, django_migrations, common_installation
  TO antin_signer;
GRANT UPDATE (state, refusal, result_serial, executed_at) ON authority_order TO antin_signer;
GRANT SELECT, INSERT, UPDATE ON authority_certificaterecord, authority_authoritycertificate, authority_officer,
  authority_published TO antin_signer;
