#pragma once

#include "core/graph/node.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <vector>

namespace espalier {

/// A set of nodes at one bit each, because painting asks it for every node in sight: 100,000 nodes take 12 KB.
class NodeBits
{
public:
    bool contains(NodeNumber node) const
    {
        const std::size_t word = node / kBits;
        return word < m_words.size() && (m_words[word] >> (node % kBits) & 1U) != 0;
    }
    void insert(NodeNumber node)
    {
        if (!contains(node)) {
            m_words.resize(std::max<std::size_t>(m_words.size(), node / kBits + 1));
            m_words[node / kBits] |= std::uint64_t{1} << (node % kBits);
            ++m_size;
        }
    }
    void clear()
    {
        m_words.clear();
        m_size = 0;
    }
    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }

    /// The first one from here on.
    std::optional<NodeNumber> from(NodeNumber node) const
    {
        for (std::size_t word = node / kBits; word < m_words.size(); ++word) {
            const std::uint64_t bits =
                word == node / kBits ? m_words[word] >> (node % kBits) << (node % kBits) : m_words[word];
            if (bits != 0) {
                return static_cast<NodeNumber>(word * kBits) + static_cast<NodeNumber>(std::countr_zero(bits));
            }
        }
        return std::nullopt;
    }
    /// The last one before this.
    std::optional<NodeNumber> before(NodeNumber node) const
    {
        const auto end = static_cast<NodeNumber>(m_words.size() * kBits);
        for (NodeNumber at = std::min(node, end); at-- > 0;) {
            if (m_words[at / kBits] == 0) {
                at -= static_cast<NodeNumber>(at % kBits); // an empty word at once
            } else if (contains(at)) {
                return at;
            }
        }
        return std::nullopt;
    }

    bool operator==(const NodeBits&) const = default;

private:
    static constexpr std::size_t kBits = 64;

    std::vector<std::uint64_t> m_words;
    std::size_t m_size = 0;
};

} // namespace espalier
