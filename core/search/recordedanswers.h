#pragma once

#include "core/model/recordedmodel.h"

#include <filesystem>
#include <string>

namespace espalier {

/// What was answered in a recorded session, by the labels of its steps. `session` as Store::findSession takes it.
Result<RecordedAnswers> answersOf(const std::filesystem::path& store, const std::string& session);

} // namespace espalier
