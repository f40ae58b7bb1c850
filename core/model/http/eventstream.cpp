#include "core/model/http/eventstream.h"

#include <utility>

namespace espalier {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

} // namespace

std::vector<ServerEvent> EventStream::take(std::string_view bytes)
{
    std::vector<ServerEvent> events;
    while (!bytes.empty() && !m_overCap) {
        if (std::exchange(m_endedByReturn, false) && bytes.front() == '\n') {
            bytes.remove_prefix(1);
            continue;
        }
        const std::size_t end = bytes.find_first_of("\r\n");
        m_line.append(bytes.substr(0, end));
        m_overCap = m_line.size() + m_type.size() + m_data.size() > m_cap;
        if (end == std::string_view::npos || m_overCap) {
            break;
        }
        m_endedByReturn = bytes[end] == '\r';
        bytes.remove_prefix(end + 1);
        takeLine(events);
    }
    return events;
}

void EventStream::takeLine(std::vector<ServerEvent>& events)
{
    std::string_view line = m_line;
    if (std::exchange(m_isFirstLine, false) && line.starts_with(kByteOrderMark)) {
        line.remove_prefix(kByteOrderMark.size());
    }
    if (line.empty()) {
        if (m_hasData) {
            events.push_back({m_type.empty() ? "message" : std::move(m_type), std::move(m_data)});
        }
        m_type.clear();
        m_data.clear();
        m_hasData = false;
    } else if (const std::size_t colon = line.find(':'); colon != 0) {
        std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
        if (value.starts_with(' ')) {
            value.remove_prefix(1);
        }
        takeField(line.substr(0, colon), value);
    }
    m_line.clear();
}

void EventStream::takeField(std::string_view name, std::string_view value)
{
    if (name == "event") {
        m_type = value;
    } else if (name == "data") {
        if (m_hasData) {
            m_data += '\n';
        }
        m_data += value;
        m_hasData = true;
    }
}

} // namespace espalier
