//! Rectangles of a page and numbers that lie close together.

/// How far two positions may lie apart and still be meant as one, in points.
pub const NEAR: f32 = 3.0;

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left.
    pub x0: f32,
    /// Top.
    pub y0: f32,
    /// Right.
    pub x1: f32,
    /// Bottom.
    pub y1: f32,
}

impl Area {
    /// Whether a point lies in it.
    #[must_use]
    pub fn holds(&self, x: f32, y: f32) -> bool {
        self.x0 <= x && x <= self.x1 && self.y0 <= y && y <= self.y1
    }

    /// The smallest rectangle over both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// Its size.
    #[must_use]
    pub fn size(&self) -> f32 {
        (self.x1 - self.x0).max(0.0) * (self.y1 - self.y0).max(0.0)
    }
}

/// Positions in order, those close together taken for one.
#[must_use]
pub fn merged(mut positions: Vec<f32>) -> Vec<f32> {
    positions.sort_by(f32::total_cmp);
    let mut kept: Vec<f32> = Vec::new();
    for position in positions {
        if kept.last().is_none_or(|last| position - last > NEAR) {
            kept.push(position);
        }
    }
    kept
}

/// Which of the positions in order is meant by another.
#[must_use]
pub fn nearest(positions: &[f32], wanted: f32) -> usize {
    let after = positions.partition_point(|position| *position < wanted);
    let far = |at: usize| positions.get(at).map_or(f32::INFINITY, |position| (position - wanted).abs());
    if after > 0 && far(after - 1) <= far(after) { after - 1 } else { after.min(positions.len().saturating_sub(1)) }
}
