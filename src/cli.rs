//! Commands and options; the only user of files and standard streams.
