#include "core/import/peers/genealogy.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>

namespace espalier {
namespace {

/// Gives programs their numbers.
class Genealogy
{
public:
    explicit Genealogy(const std::vector<PeerProgram>& programs)
        : m_programs(programs), m_ranks(programs.size()), m_numbers(programs.size())
    {
        std::vector<std::size_t> order(programs.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return programs[a].time < programs[b].time; });
        for (std::size_t rank = 0; rank < order.size(); ++rank) {
            m_ranks[order[rank]] = rank;
        }
        for (const std::size_t program : order) {
            m_places.try_emplace(programs[program].id, program); // of two with one id the older one is meant
        }
        for (const std::size_t program : order) {
            m_waiting.insert({m_ranks[program], program});
            if (const auto parent = placeOf(programs[program].parent)) {
                m_children[*parent].push_back(program);
            } else {
                m_ready.insert({m_ranks[program], program});
            }
        }
    }

    std::vector<Descent> run()
    {
        while (!m_waiting.empty()) {
            // Nothing ready: those left are each other's ancestors.
            const auto next = *(m_ready.empty() ? m_waiting : m_ready).begin();
            add(next.second);
        }
        return std::move(m_descents);
    }

private:
    using Queue = std::set<std::pair<std::size_t, std::size_t>>; ///< rank, place

    std::optional<std::size_t> placeOf(const std::string& id) const
    {
        const auto found = id.empty() ? m_places.end() : m_places.find(id);
        return found == m_places.end() ? std::nullopt : std::optional(found->second);
    }

    std::optional<NodeNumber> numberOf(const std::string& id) const
    {
        const auto place = placeOf(id);
        return place ? m_numbers[*place] : std::nullopt;
    }

    void add(std::size_t place)
    {
        const PeerProgram& program = m_programs[place];
        Descent descent{place, EdgeKind::Root, {}};
        if (!m_descents.empty()) {
            const auto parent = numberOf(program.parent);
            const auto other = numberOf(program.otherParent);
            const bool merges = parent && other && *parent != *other;
            descent.edge = merges                   ? EdgeKind::Merge
                           : parent                 ? EdgeKind::Refine
                           : program.parent.empty() ? EdgeKind::Draft
                                                    : EdgeKind::Restart;
            descent.parents = {parent.value_or(0)};
            if (merges) {
                descent.parents.push_back(*other);
            }
        }
        m_numbers[place] = static_cast<NodeNumber>(m_descents.size());
        m_descents.push_back(std::move(descent));
        m_waiting.erase({m_ranks[place], place});
        m_ready.erase({m_ranks[place], place});
        for (const std::size_t child : m_children[place]) {
            if (!m_numbers[child]) {
                m_ready.insert({m_ranks[child], child});
            }
        }
    }

    const std::vector<PeerProgram>& m_programs;
    std::vector<std::size_t> m_ranks; ///< by place: when it was recorded
    std::map<std::string, std::size_t> m_places;
    std::map<std::size_t, std::vector<std::size_t>> m_children;
    Queue m_waiting; ///< without a number
    Queue m_ready;   ///< of these, whose parent has one or is not there
    std::vector<std::optional<NodeNumber>> m_numbers;
    std::vector<Descent> m_descents;
};

} // namespace

std::vector<Descent> genealogyOf(const std::vector<PeerProgram>& programs)
{
    return Genealogy(programs).run();
}

} // namespace espalier
