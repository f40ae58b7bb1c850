#pragma once

#include "core/profile/readprofile.h"

#include <string>

namespace espalier::test {

/// A file of tests/profile/data.
std::string sample(const char* name);

/// The report of a file that must be readable.
ProfileReport sampleReport(const char* format, const char* name);

/// The same with only the kernels whose names begin so.
ProfileReport onlyKernel(ProfileReport report, const char* start);

} // namespace espalier::test
