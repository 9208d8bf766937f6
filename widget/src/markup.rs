//! Elements as one type.
//!
//! Leptos gives every element, attribute and child list a type of its own, and each
//! such type costs 2–5 KB of WebAssembly. The form has some sixty elements, so here
//! they all are one type: a tag name, attributes and children, each erased. What
//! changes is a function of the form's state, as everywhere in Leptos; what stays is
//! written once. Nothing goes through `innerHTML` (which the `view!` macro uses for
//! static parts and Trusted Types forbid).
//!
//! A view is data about one moment plus bound functions: the same view is mounted in
//! the browser and printed on the server.

use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::html::element::{self, ElementChild};
use leptos::tachys::svg;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::any_view::{AnyView, IntoAny};
use leptos::tachys::view::iterators::StaticVec;
use std::sync::{Arc, Mutex};

/// The children of an element.
type Children = StaticVec<AnyView>;
/// A function of the state that gives an attribute's value; `None` removes the attribute.
type Bound<T> = Arc<Mutex<dyn FnMut() -> T + Send>>;

/// An element that is being put together. Boxed, because it goes through a call for
/// every attribute.
pub struct Markup(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// Starts an element with this tag and class (`""` for no class).
pub fn tag(tag: &'static str, class: &str) -> Markup {
    let markup = Markup(Box::new(Parts {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }));
    if class.is_empty() {
        markup
    } else {
        markup.attr("class", class)
    }
}

impl Markup {
    /// Sets an attribute.
    #[must_use]
    pub fn attr(self, name: &'static str, value: &str) -> Self {
        self.maybe(name, Some(value.to_owned()))
    }

    /// Sets an attribute without value, when `on`.
    #[must_use]
    pub fn flag(self, name: &'static str, on: bool) -> Self {
        self.maybe(name, on.then(String::new))
    }

    fn maybe(mut self, name: &'static str, value: Option<String>) -> Self {
        if value.is_some() {
            self.0
                .attributes
                .push(custom_attribute(name, value).into_any_attr());
        }
        self
    }

    /// Keeps an attribute equal to a function of the state; `None` takes it away.
    #[must_use]
    pub fn bind(
        self,
        name: &'static str,
        value: impl FnMut() -> Option<String> + Send + 'static,
    ) -> Self {
        self.bound(name, Arc::new(Mutex::new(value)))
    }

    /// Keeps an attribute without value in step with a condition.
    #[must_use]
    pub fn bind_flag(self, name: &'static str, on: impl Fn() -> bool + Send + 'static) -> Self {
        self.bind(name, move || on().then(String::new))
    }

    fn bound(mut self, name: &'static str, value: Bound<Option<String>>) -> Self {
        self.0
            .attributes
            .push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// Appends an element.
    #[must_use]
    pub fn child(self, child: Self) -> Self {
        let view = child.view();
        self.add(view)
    }

    /// Appends an element, when there is one.
    #[must_use]
    pub fn maybe_child(self, child: Option<Self>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Appends elements in their order.
    #[must_use]
    pub fn children(self, children: impl IntoIterator<Item = Self>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    /// Appends words. Empty words add nothing.
    #[must_use]
    pub fn text(self, words: &str) -> Self {
        if words.is_empty() {
            self
        } else {
            self.add(words.to_owned().into_any())
        }
    }

    /// Appends words that follow the state.
    #[must_use]
    pub fn bind_text(self, words: impl FnMut() -> String + Send + 'static) -> Self {
        let words: Bound<String> = Arc::new(Mutex::new(words));
        self.add(words.into_any())
    }

    /// Appends a view that is made anew whenever what it reads changes.
    #[must_use]
    pub fn bind_view(self, view: impl FnMut() -> AnyView + Send + 'static) -> Self {
        let view: Bound<AnyView> = Arc::new(Mutex::new(view));
        self.add(view.into_any())
    }

    fn add(mut self, view: AnyView) -> Self {
        self.0.children.push(view);
        self
    }

    /// The finished view.
    #[must_use]
    pub fn view(self) -> AnyView {
        let Parts {
            tag,
            attributes,
            children,
        } = *self.0;
        let children: Children = children.into();
        match tag {
            "input" => element::input().add_any_attr(attributes).into_any(),
            "path" => svg::path().add_any_attr(attributes).into_any(),
            "svg" => svg::svg()
                .child(children)
                .add_any_attr(attributes)
                .into_any(),
            _ => element::custom(tag)
                .child(children)
                .add_any_attr(attributes)
                .into_any(),
        }
    }
}
