#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// One line of a front matter.
struct FrontMatterLine
{
    std::string key;
    std::string value; ///< never empty
    int line = 0;      ///< counted from 1
};

/// What stands between the two lines of three dashes at the head of a document, and what follows.
struct FrontMatter
{
    std::vector<FrontMatterLine> lines;
    std::string body;

    bool has(std::string_view key) const;
};

/// Splits a document. No dashes, no end, a line without a colon, an empty value and a key that stands twice are errors
/// that name `file` and line.
Result<FrontMatter> splitFrontMatter(std::string_view text, const std::string& file);

/// "a, b" as a list; empty entries are left out.
std::vector<std::string> commaList(std::string_view value);

/// Of kind Usage, at a line of a document.
Error documentError(const std::string& file, int line, const std::string& why, const std::string& todo);

} // namespace espalier
