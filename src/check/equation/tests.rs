//! Tests of equations.
