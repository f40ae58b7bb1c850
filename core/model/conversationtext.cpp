#include "core/model/conversationtext.h"

#include <algorithm>

namespace espalier {

std::string conversationText(const ModelRequest& request)
{
    std::string text = request.system;
    for (std::size_t i = 0; i < request.turns.size(); ++i) {
        const ModelTurn& turn = request.turns[i];
        text += text.empty() || text.ends_with('\n') ? "\n" : "\n\n";
        if (i > 0) {
            text += turn.role == ModelTurn::Role::Model ? "# Your answer so far\n\n" : "# What is asked of you now\n\n";
        }
        text += turn.text;
    }
    return text.ends_with('\n') ? text : text + '\n';
}

std::string fencedAnswer(const std::string& source, const std::string& language)
{
    std::size_t longest = 2;
    for (std::size_t at = 0; at < source.size();) {
        const std::size_t end = std::min(source.find_first_not_of('`', at), source.size());
        longest = std::max(longest, end - at);
        at = std::max(end, at + 1);
    }
    const std::string fence(longest + 1, '`');
    return fence + language + '\n' + source + (source.ends_with('\n') ? "" : "\n") + fence + '\n';
}

} // namespace espalier
