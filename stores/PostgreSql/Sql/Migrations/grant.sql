-- What a silo needs to run: to read and write rows and to call the function that refuses a batch, and to change nothing of the schema. {role} and {schema} are quoted identifiers.
GRANT USAGE ON SCHEMA {schema} TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role};
REVOKE INSERT, UPDATE, DELETE ON {schema}.schema_migration, {schema}.incarnation, {schema}.orleansquery FROM {role};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {role};
GRANT EXECUTE ON FUNCTION {schema}.refuse_batch(text, text) TO {role};
