#pragma once

#include "core/synthesis/synthesizer.h"

#include <string>

namespace espalier {

/// What the store keeps of a prompt: a JSON document with everything but the sources, which are kept as objects.
std::string promptText(const Prompt& prompt);

} // namespace espalier
