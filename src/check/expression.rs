//! Expressions over cells and figures: `new + carried_in = done + carried_out`, `sum(denied)`, `requests.new.total > 0`.
