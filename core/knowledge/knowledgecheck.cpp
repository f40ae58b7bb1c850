#include "core/knowledge/knowledgecheck.h"

#include "core/base/file.h"

#include <algorithm>
#include <regex>
#include <sstream>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr std::ptrdiff_t kMostLines = 150;

/// Everything outside code blocks, where brackets are links.
std::string withoutCode(const std::string& body)
{
    std::string text;
    bool inside = false;
    std::istringstream lines(body);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("```")) {
            inside = !inside;
        } else if (!inside) {
            text += line + "\n";
        }
    }
    return text;
}

class Checker
{
public:
    Checker(const fs::path& folder, const CompileCheck& compile) : m_folder(folder), m_compile(compile) {}

    Result<std::vector<std::string>> check()
    {
        const auto library = DocumentLibrary::load({m_folder});
        if (!library) {
            return library.error();
        }
        for (const Error& problem : library->problems()) {
            m_findings.push_back(problem.sentence());
        }
        for (const Document& document : library->documents()) {
            checkLength(document);
            checkLinks(document);
            checkCode(document);
        }
        std::error_code unreadable;
        const auto index = readFile(m_folder / "index.md");
        if (fs::exists(m_folder / "index.md", unreadable) && (!index || *index != indexPage(*library))) {
            find("index.md", "is not what espalier kb index says; write it with espalier kb index --write");
        }
        return m_findings;
    }

private:
    void find(const std::string& place, const std::string& what) { m_findings.push_back(place + " " + what); }

    void checkLength(const Document& document)
    {
        const auto lines = std::count(document.body.begin(), document.body.end(), '\n');
        if (lines > kMostLines) {
            find(document.place,
                 "has " + std::to_string(lines) + " lines; a prompt takes at most " + std::to_string(kMostLines));
        }
    }

    void checkLinks(const Document& document)
    {
        static const std::regex kLink(R"(\]\(([^)#\s]+)[^)]*\))");
        const std::string text = withoutCode(document.body);
        for (std::sregex_iterator at(text.begin(), text.end(), kLink), end; at != end; ++at) {
            const std::string target = (*at)[1];
            std::error_code unreadable;
            if (target.find("://") == std::string::npos &&
                !fs::exists((m_folder / document.place).parent_path() / target, unreadable)) {
                find(document.place, "links to " + target + ", which is not there");
            }
        }
    }

    void checkCode(const Document& document)
    {
        for (const CodeBlock& block : codeBlocks(document.body)) {
            const std::string why = block.fragment ? "" : m_compile(block.language, block.code);
            if (!why.empty()) {
                find(document.place,
                     "has code that does not compile, in line " + std::to_string(block.line) + " of its text: " + why);
            }
        }
    }

    fs::path m_folder;
    const CompileCheck& m_compile;
    std::vector<std::string> m_findings;
};

} // namespace

std::vector<CodeBlock> codeBlocks(std::string_view body)
{
    std::vector<CodeBlock> blocks;
    std::istringstream lines{std::string(body)};
    bool inside = false;
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.starts_with("```")) {
            inside = !inside;
            if (inside) {
                std::istringstream words(line.substr(3));
                CodeBlock block;
                std::string mark;
                words >> block.language >> mark;
                block.fragment = mark == "fragment";
                block.line = number + 1;
                blocks.push_back(std::move(block));
            }
        } else if (inside) {
            blocks.back().code += line + "\n";
        }
    }
    return blocks;
}

Result<std::vector<std::string>> checkKnowledge(const fs::path& folder, const CompileCheck& compile)
{
    return Checker(folder, compile).check();
}

} // namespace espalier
