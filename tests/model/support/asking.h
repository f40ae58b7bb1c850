#pragma once

#include "core/model/http/httpmodel.h"
#include "tests/model/support/faultserver.h"

#include <memory>
#include <string>
#include <vector>

/// The key that the tests ask with; nothing that comes out of a model may hold it.
inline const std::string kTestKey = "sk-test-0123456789-abcdef";

/// The waits that a model asked for, which the tests do not sit through.
struct RecordedWaits
{
    std::vector<std::chrono::milliseconds> waits;
};

/// Limits of a fraction of a second; waits are recorded where `record` is given, and skipped.
espalier::HttpOptions hasty(RecordedWaits* record = nullptr);

/// A model of an API at an address, with kTestKey and a price of 1, 2, 3 and 4 dollars per token read, found in the
/// cache, written there, and answered.
std::unique_ptr<espalier::HttpModel> modelAt(espalier::ModelApi api, const std::string& address,
                                             espalier::HttpOptions options = hasty());

struct Asked
{
    espalier::Result<espalier::ModelReply> reply;
    std::vector<std::string> shown; ///< what onText was given
    std::string allShown() const;
};

/// Asks for a kernel, on a thread of its own that no part of Qt made.
Asked ask(const espalier::Model& model, std::stop_token stop = {}, const espalier::Model::OnText& onText = {});
