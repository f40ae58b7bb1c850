#pragma once

#include "core/model/model.h"
#include "core/search/tools/sessiontools.h"
#include "core/store/store.h"
#include "core/synthesis/model/promptknowledge.h"
#include "core/synthesis/synthesizer.h"

#include <filesystem>
#include <memory>
#include <string>

namespace espalier {

/// What makes a session's candidates, from the text its settings keep (see parseSynthesizers). `store` is where
/// "replay:12" finds session 12. `tools` is what the tools of those who are given any work with.
Result<std::unique_ptr<Synthesizer>> openSynthesizer(const std::string& text, const std::filesystem::path& store,
                                                     const PromptKnowledge& knowledge, const ToolParts& tools);

/// The model of a text that names one and nothing else, such as "anthropic:MODEL" or "mailbox:DIR". Usage for rules,
/// several, or tools.
Result<std::unique_ptr<const Model>> openModel(const std::string& text, const std::filesystem::path& store);

} // namespace espalier
