#pragma once

#include "core/knowledge/skill.h"

#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

namespace espalier {

/// What the skills have gained as the search knows it at one step: what the store's sessions had taught when this one
/// was created, and the recorded steps of this one. It does not look at what other searches learn meanwhile, so that a
/// resumed search goes on as it would have. Snapshots cross threads, the object itself belongs to the controller's.
class Evidence
{
public:
    using Snapshot = std::shared_ptr<const std::vector<SkillRecord>>;

    explicit Evidence(const std::vector<SkillRecord>& older) { add(older); }
    void add(const std::vector<SkillRecord>& records);
    Snapshot snapshot();

private:
    std::map<std::tuple<std::string, std::string, Bound>, SkillRecord> m_sums;
    Snapshot m_snapshot; ///< null after a change
};

} // namespace espalier
