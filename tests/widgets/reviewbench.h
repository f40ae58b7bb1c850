#pragma once

#include "tests/widgets/demosession.h"
#include "widgets/mainwindow.h"

namespace espalier {
class ReviewPage;
}

namespace espalier::test {

/// The node that is selected first.
inline constexpr NodeNumber kReviewed = 17;

/// The real window on a demo session that a search holds, with a store that records whatever it is told. The page of
/// the review is open.
struct ReviewBench
{
    ReviewBench();

    NodeDetailsPtr details(NodeNumber node) const;
    /// What the store and the feed would do with a command; returns the event's id.
    std::int64_t record(const SteerCommand& command, const std::string& author);
    ReviewPage& page();
    void press(SteerVerb verb);
    /// Writes into the dialog that is open and hands it in; false when there is none.
    bool answer(const QString& text);

    DemoSession demo{150};
    MainWindow window;
    std::vector<SteerCommand> commands;
};

} // namespace espalier::test
