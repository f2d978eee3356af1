//! Many reports: walking paths, reading and judging in parallel, results in stable order.
