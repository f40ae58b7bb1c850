#pragma once

#include "core/graph/diagnosis.h"
#include "core/profile/profilereport.h"

#include <nlohmann/json_fwd.hpp>

namespace espalier::cli {

/// A report with what it shows: {"report", "findings", "roofline"}.
nlohmann::json profileDocument(const ProfileReport& report, const Diagnosis& judged);

/// The same for people.
void printProfile(const ProfileReport& report);

} // namespace espalier::cli
