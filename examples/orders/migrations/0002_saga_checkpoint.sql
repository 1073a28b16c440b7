-- How much of the log the table of sagas has heard of.
CREATE TABLE saga_checkpoint (id integer PRIMARY KEY NOT NULL, position integer NOT NULL);
INSERT INTO saga_checkpoint (id, position) SELECT 1, 0 WHERE NOT EXISTS (SELECT 1 FROM sagas);
