#include "core/mcp/messagelines.h"

#include <utility>

namespace espalier {

std::vector<MessageLines::Line> MessageLines::feed(std::string_view bytes)
{
    std::vector<Line> lines;
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        const std::string_view piece = bytes.substr(0, end);
        if (m_open.tooLong || m_open.text.size() + piece.size() > m_cap) {
            m_open = {{}, true};
        } else {
            m_open.text += piece;
        }
        if (end == std::string_view::npos) {
            break;
        }
        if (m_open.text.ends_with('\r')) {
            m_open.text.pop_back();
        }
        if (m_open.tooLong || !m_open.text.empty()) {
            lines.push_back(std::move(m_open));
        }
        m_open = {};
        bytes.remove_prefix(end + 1);
    }
    return lines;
}

} // namespace espalier
