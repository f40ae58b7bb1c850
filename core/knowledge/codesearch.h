#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// What is looked for in the user's repositories. A pattern without capitals is found in either case.
struct CodeQuery
{
    std::string pattern;
    bool regex = false;     ///< the pattern is a regular expression, of one line
    bool fileNames = false; ///< it is looked for in the files' paths below their folder, not in their text
    std::vector<std::filesystem::path> folders;
    std::size_t limit = 50; ///< hits
};

struct CodeHit
{
    std::filesystem::path folder; ///< one of the query's
    std::string file;             ///< below it, with slashes
    int line = 0;                 ///< from 1; 0: the file's name was meant
    std::string excerpt;          ///< the line without its indent, at most kExcerpt bytes
};

struct CodeFindings
{
    std::vector<CodeHit> hits; ///< by folder as given, then file, then line
    bool cut = false;          ///< a limit was reached: there may be more
    std::string engine;        ///< "ripgrep" or "walk"
};

inline constexpr std::size_t kExcerpt = 200;

/// Which program reads the files.
enum class CodeEngine {
    Best, ///< ripgrep for text where it is installed, else our own walk
    Walk,
};

/// Looks through the folders. Neither engine follows links, so nothing outside the folders is read; hidden and binary
/// files and those of more than 1 MiB are passed over, by ripgrep what .gitignore names too. At most ten seconds, then
/// what was found so far. Errors: an empty or broken pattern, a folder that is not there. Callable from any thread.
Result<CodeFindings> searchCode(const CodeQuery& query, CodeEngine engine = CodeEngine::Best,
                                const std::stop_token& stop = {});

/// A line as an excerpt: without indent and line end, cut to kExcerpt bytes at a character's border.
std::string excerptOf(std::string_view line);

} // namespace espalier
