#pragma once

#include "core/synthesis/prompt/composedprompt.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace espalier::prompting {

/// One part of a prompt: a heading and blocks of lines, the most important first. Text inside it is clean; text made
/// of what others wrote goes through oneLine() or addFenced().
class PromptPart
{
public:
    /// A part without a budget is never cut. `heading` is the Markdown heading without its number signs.
    PromptPart(std::string name, std::string heading, std::optional<std::size_t> budget = std::nullopt);

    /// Lines that may be cut at each line's end, below an intro that stands and falls with the first of them.
    void addLines(std::string intro, std::string lines);
    /// Hostile text, cleaned, in a fence that it cannot close. `info` names the language.
    void addFenced(std::string intro, std::string_view text, std::string_view info);

    bool empty() const { return m_blocks.empty(); }
    const std::string& name() const { return m_name; }
    const std::optional<std::size_t>& budget() const { return m_budget; }
    std::size_t tokens() const; ///< uncut
    std::string text() const;   ///< uncut

    struct Fitted
    {
        std::string text;
        PartSize size;
    };
    /// What fits into so many tokens, at least kSmallestPart: blocks from the first on, the last one cut at a line's
    /// end with its fence closed, and a line that says how much is left out.
    Fitted fitted(std::size_t tokens) const;

private:
    struct Block
    {
        std::string open;
        std::string body; ///< empty, or whole lines
        std::string close;
        std::size_t bytes() const { return open.size() + body.size() + close.size(); }
    };

    std::size_t bytes() const;
    static std::string cut(const Block& block, std::size_t room);

    std::string m_name;
    std::string m_heading;
    std::optional<std::size_t> m_budget;
    std::vector<Block> m_blocks;
};

} // namespace espalier::prompting
