//! Small questions to a node of WordprocessingML. Names are compared without their namespace: the strict and the
//! transitional form of the format differ in that alone.

use roxmltree::Node;

/// The name without its namespace; empty for text and comments.
pub fn name<'n>(node: Node<'n, '_>) -> &'n str {
    node.tag_name().name()
}

/// The first child element of a name.
pub fn child<'a, 'i>(node: Node<'a, 'i>, wanted: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.is_element() && name(*child) == wanted)
}

/// The child elements of a name.
pub fn children<'a, 'i: 'a>(node: Node<'a, 'i>, wanted: &'a str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.is_element() && name(*child) == wanted)
}

/// An attribute by its name without namespace.
pub fn attribute<'a>(node: Node<'a, '_>, wanted: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == wanted).map(|attribute| attribute.value())
}

/// The `val` of a child of a name.
pub fn value<'a>(node: Node<'a, '_>, wanted: &str) -> Option<&'a str> {
    child(node, wanted).and_then(|child| attribute(child, "val"))
}

/// The `val` of a child of a name, as a number.
pub fn number(node: Node<'_, '_>, wanted: &str) -> Option<u32> {
    value(node, wanted)?.trim().parse().ok()
}

/// Whether a switch is on: it is where the child stands without a value; none where there is no such child.
pub fn switch(node: Node<'_, '_>, wanted: &str) -> Option<bool> {
    let found = child(node, wanted)?;
    Some(is_on(attribute(found, "val")))
}

/// Whether the value of a switch says on.
pub fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off" | "none"))
}
