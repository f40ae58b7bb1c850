#pragma once

#include "core/graph/diagnosis.h"
#include "core/profile/profilereport.h"

#include <string>
#include <vector>

namespace espalier {

/// Whether a report is of what was judged, as far as both say what they are of. A file may have been recorded anywhere.
struct ProfileOrigin
{
    /// Names of devices are the same where one holds the other: some tools leave out memory and form.
    bool otherDevice = false;
    /// Of an imported report: none of its kernels has the name of one that the node launches.
    bool otherKernel = false;
    std::vector<std::string> notes; ///< a sentence for each of them
};

ProfileOrigin originOf(const ProfileReport& report, const Diagnosis& judged);

} // namespace espalier
