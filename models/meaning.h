#pragma once

namespace movr {

/// What a value means to an operator. Views colour by it; no model knows a colour.
enum class Meaning { Neutral, Good, Info, Warning, Bad, Muted };

} // namespace movr
