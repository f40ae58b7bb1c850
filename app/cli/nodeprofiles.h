#pragma once

#include "core/graph/diagnosis.h"
#include "core/profile/profilereport.h"

#include <nlohmann/json_fwd.hpp>

namespace espalier::cli {

/// A report with what it shows: {"report", "findings", "roofline"}, and "notes" where it is of another kernel or device
/// than what was judged.
nlohmann::json profileDocument(const ProfileReport& report, const Diagnosis& judged);

/// The same for people.
void printProfile(const ProfileReport& report, const Diagnosis& judged);

} // namespace espalier::cli
