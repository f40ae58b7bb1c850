#include "core/synthesis/prompt/promptpart.h"

#include "core/synthesis/prompt/hostiletext.h"
#include "core/synthesis/prompt/tokenbudget.h"

#include <utility>

namespace espalier::prompting {
namespace {

/// "1,900": digits in groups of three.
std::string grouped(std::size_t value)
{
    std::string text = std::to_string(value);
    for (std::size_t at = text.size(); at > 3;) {
        at -= 3;
        text.insert(at, 1, ',');
    }
    return text;
}

std::string markOf(std::size_t leftOut, std::size_t all)
{
    return "[" + grouped(leftOut) + " of " + grouped(all) + " tokens left out]\n";
}

} // namespace

PromptPart::PromptPart(std::string name, std::string heading, std::optional<std::size_t> budget)
    : m_name(std::move(name)), m_heading("## " + std::move(heading) + "\n\n"), m_budget(budget)
{
}

void PromptPart::addLines(std::string intro, std::string lines)
{
    m_blocks.push_back({std::move(intro), std::move(lines), "\n"});
}

void PromptPart::addFenced(std::string intro, std::string_view text, std::string_view info)
{
    std::string body = cleaned(text);
    const std::string fence = fenceFor(body);
    m_blocks.push_back({std::move(intro) + fence + std::string(info) + "\n", std::move(body), fence + "\n\n"});
}

std::size_t PromptPart::bytes() const
{
    std::size_t sum = m_heading.size();
    for (const Block& block : m_blocks) {
        sum += block.bytes();
    }
    return sum;
}

std::size_t PromptPart::tokens() const
{
    return tokensOf(bytes());
}

std::string PromptPart::text() const
{
    std::string text = m_heading;
    for (const Block& block : m_blocks) {
        text += block.open + block.body + block.close;
    }
    return text;
}

std::string PromptPart::cut(const Block& block, std::size_t room)
{
    const std::size_t frame = block.open.size() + block.close.size();
    if (room <= frame || block.body.empty()) {
        return {};
    }
    const std::size_t end = block.body.rfind('\n', room - frame - 1);
    return end == std::string::npos ? std::string() : block.open + block.body.substr(0, end + 1) + block.close;
}

PromptPart::Fitted PromptPart::fitted(std::size_t tokens) const
{
    const std::size_t all = bytes();
    if (tokensOf(all) <= tokens) {
        return {text(), {m_name, tokensOf(all), 0}};
    }
    std::string kept = m_heading;
    // The mark is longest where everything is left out; a blank line follows it.
    const std::size_t needed = kept.size() + markOf(tokensOf(all), tokensOf(all)).size() + 1;
    std::size_t room = bytesOf(tokens) - std::min(bytesOf(tokens), needed);
    for (const Block& block : m_blocks) {
        if (block.bytes() > room) {
            kept += cut(block, room);
            break;
        }
        kept += block.open + block.body + block.close;
        room -= block.bytes();
    }
    const std::size_t leftOut = tokensOf(all - kept.size());
    kept += markOf(leftOut, tokensOf(all)) + "\n";
    const std::size_t size = tokensOf(kept.size());
    return {std::move(kept), {m_name, size, leftOut}};
}

} // namespace espalier::prompting
