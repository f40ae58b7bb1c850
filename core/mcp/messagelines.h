#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// Cuts what arrives into the lines that are messages. Of a line longer than the cap nothing is kept but the fact, so
/// that a peer that never ends its line cannot fill memory. One thread.
class MessageLines
{
public:
    struct Line
    {
        std::string text;
        bool tooLong = false; ///< then `text` is empty
    };

    explicit MessageLines(std::size_t cap) : m_cap(cap) {}

    /// The lines that these bytes end, without "\n" or "\r\n"; empty ones are left out.
    std::vector<Line> feed(std::string_view bytes);

private:
    std::size_t m_cap;
    Line m_open;
};

} // namespace espalier
