#include "core/search/evidence.h"

namespace espalier {

void Evidence::add(const std::vector<SkillRecord>& records)
{
    for (const SkillRecord& record : records) {
        SkillRecord& sum = m_sums[{record.skill, record.task, record.bound}];
        sum.skill = record.skill;
        sum.task = record.task;
        sum.bound = record.bound;
        sum.tried += record.tried;
        sum.valid += record.valid;
        sum.logGain += record.logGain;
        m_snapshot.reset();
    }
}

Evidence::Snapshot Evidence::snapshot()
{
    if (!m_snapshot) {
        auto list = std::make_shared<std::vector<SkillRecord>>();
        list->reserve(m_sums.size());
        for (const auto& [key, sum] : m_sums) {
            list->push_back(sum);
        }
        m_snapshot = std::move(list);
    }
    return m_snapshot;
}

} // namespace espalier
