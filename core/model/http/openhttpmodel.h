#pragma once

#include "core/base/result.h"
#include "core/model/model.h"

#include <memory>
#include <optional>
#include <string>

namespace espalier {

/// Whether the text is for openHttpModel(): it begins with "anthropic:" or "openai:".
bool namesHttpModel(const std::string& text);

/// The model that a text as parseModelChoice() reads it names, with its key and its price. Needs a QCoreApplication,
/// and may wait for the user to unlock the keychain. Errors: a text that cannot be read, no key where one is needed, a
/// key that would travel unencrypted, a broken price table.
Result<std::unique_ptr<Model>> openHttpModel(const std::string& text);

/// A sentence for the user when the price of the model is not known and its money therefore counts as 0; nothing when
/// it is, or when the text or the price table cannot be read, which openHttpModel() tells.
std::optional<std::string> priceNote(const std::string& text);

} // namespace espalier
