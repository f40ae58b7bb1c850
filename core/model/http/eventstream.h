#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// One event of a text/event-stream.
struct ServerEvent
{
    std::string type; ///< "message" where the stream names none
    std::string data; ///< its data lines, with line feeds between them

    bool operator==(const ServerEvent&) const = default;
};

/// Reads server-sent events as they arrive (WHATWG HTML, 9.2.6): the same events however the bytes are split. What
/// stands behind the last blank line when the stream ends is no event. Ids and reconnection times are passed over,
/// since nothing is taken up again where it stopped. The bytes are hostile.
class EventStream
{
public:
    /// `cap`: the bytes that an unfinished event may take.
    explicit EventStream(std::size_t cap) : m_cap(cap) {}

    /// The events that these bytes end. None once an event was over the cap.
    std::vector<ServerEvent> take(std::string_view bytes);
    bool isOverCap() const { return m_overCap; }

private:
    void takeLine(std::vector<ServerEvent>& events);
    void takeField(std::string_view name, std::string_view value);

    std::size_t m_cap;
    std::string m_line; ///< without its end, which has not come yet
    std::string m_type;
    std::string m_data;
    bool m_hasData = false;
    bool m_isFirstLine = true;
    bool m_endedByReturn = false; ///< a line feed that comes next belongs to the end of the line before
    bool m_overCap = false;
};

} // namespace espalier
