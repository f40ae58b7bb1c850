#pragma once

#include "core/model/model.h"

#include <string>

namespace espalier {

/// A whole request as one Markdown text, for those who are given everything at once: the system text, the first prompt,
/// and where there was an answer already, that answer and what is asked of it now.
std::string conversationText(const ModelRequest& request);

/// A bare source as the answer it stands for: one fenced block that it cannot close. `language` is "cpp", "opencl",
/// "cuda" or "python".
std::string fencedAnswer(const std::string& source, const std::string& language);

} // namespace espalier
