-- A monitor without a checkpoint was put back to before there was one: what its sagas were given since comes again, once.
INSERT INTO `saga_checkpoint` (`id`, `position`) SELECT 1, 0 WHERE NOT EXISTS (SELECT 1 FROM `saga_checkpoint`);
