-- By hand: the search folds more signs than before (folded.ts), and the names that are there are tokens of the narrower fold. A
-- generation is begun here, as `begin` of a rebuild does it; the subscription finds it and has it filled, compared and shown,
-- while readers go on with the rows that are there. One that an unfinished rebuild had begun gives way: that goes on in this one.
UPDATE `projection_state` SET `newest_generation` = `newest_generation` + 1, `green_generation` = `newest_generation` + 1,
  `green_position` = 0, `following` = 0
  WHERE `name` = 'media' AND `following` <> 2 AND (SELECT `position` FROM `checkpoint` WHERE `name` = 'media') > 0;
