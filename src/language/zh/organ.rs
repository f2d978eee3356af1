//! Organs of Chinese government.
