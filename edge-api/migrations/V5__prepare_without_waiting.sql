-- Making a partition locks haochaping.evaluations against everything, and whoever
-- comes after it waits behind it. So it gives up its place if it has to wait for
-- long; rows of a month without a partition go to the default one meanwhile.

ALTER FUNCTION haochaping.prepare_partitions(integer) SET lock_timeout = '2s';
