#pragma once

#include "core/knowledge/documentlibrary.h"

#include <functional>
#include <string>
#include <vector>

namespace espalier {

/// A piece of code in a document, opened by three backquotes and the name of its language.
struct CodeBlock
{
    std::string language;  ///< "cpp", "opencl", …
    bool fragment = false; ///< marked so: it does not stand alone and need not compile
    int line = 0;          ///< of its first line of code, counted in the body from 1
    std::string code;
};

std::vector<CodeBlock> codeBlocks(std::string_view body);

/// Says why a piece of code of this language does not compile alone; empty where it does, and for languages it cannot
/// judge.
using CompileCheck = std::function<std::string(const std::string& language, const std::string& code)>;

/// What is wrong with a knowledge base, a sentence each, none where all is well: files that break the format, documents
/// over 150 lines, links that lead nowhere, code that does not compile, an index.md that is not what indexPage() says.
/// A folder without one is sound: a user's few notes need no list.
Result<std::vector<std::string>> checkKnowledge(const std::filesystem::path& folder, const CompileCheck& compile);

/// The text of index.md: every document with its title, by folder.
std::string indexPage(const DocumentLibrary& library);

} // namespace espalier
