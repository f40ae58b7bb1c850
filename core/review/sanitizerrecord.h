#pragma once

#include <string>

namespace espalier {

/// What a run of the sanitizers on one node gave, asked for in its review; SteerCommand::text of Sanitized.
struct SanitizerRecord
{
    std::string finding; ///< "the thread sanitizer found …"; empty when nothing was found
    std::string checked; ///< what was looked for and what could not be

    bool operator==(const SanitizerRecord&) const = default;
};

/// One JSON document: {"finding", "checked"}.
std::string toText(const SanitizerRecord& record);
/// Text that is no such document is taken for `checked`. Cut to kLongestRemark.
SanitizerRecord sanitizerRecordFrom(const std::string& text);

} // namespace espalier
