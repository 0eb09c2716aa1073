use serde::Serialize;

/// A member of any side.
#[derive(Debug, Clone, Serialize)]
pub struct Person {
    /// The name of the side.
    pub side: String,
    /// The name with the form of courtesy.
    pub name: String,
    /// The known parts of position and organisation, one per line.
    pub office: Vec<String>,
    /// The plate, which is read from both sides.
    pub plate: Plate,
}

/// The two faces of a plate.
#[derive(Debug, Clone, Serialize)]
pub struct Plate {
    /// The face that the others see.
    pub outward: OutwardFace,
    /// The face that the person sees.
    pub sitter: SitterFace,
}

/// The face of a plate that the others see.
#[derive(Debug, Clone, Serialize)]
pub struct OutwardFace {
    /// The language of the face, by its code.
    pub language: &'static str,
    /// The name of the side.
    pub side: String,
    /// The name with the form of courtesy.
    pub name: String,
    /// The known parts of position and organisation, one per line.
    pub office: Vec<String>,
}

/// The face of a plate that the person sees.
#[derive(Debug, Clone, Serialize)]
pub struct SitterFace {
    /// The language of the face, by its code.
    pub language: &'static str,
    /// The name with the form of courtesy.
    pub name: String,
}
