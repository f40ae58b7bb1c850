#include "tests/widgets/reviewbench.h"

#include "widgets/common/flatbutton.h"
#include "widgets/panels/inspector.h"
#include "widgets/review/remarkdialog.h"
#include "widgets/review/reviewpage.h"
#include "widgets/review/reviewsteps.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPlainTextEdit>

namespace espalier::test {

ReviewBench::ReviewBench()
{
    QObject::connect(
        &window.details(), &DetailsCache::wanted, &window,
        [this](quint64 generation, NodeNumber node) { window.details().put(generation, node, details(node)); },
        Qt::QueuedConnection);
    QObject::connect(&window, &MainWindow::commandIssued, &window,
                     [this](const SteerCommand& command) { record(command, "anna"); });
    window.setSessions(demo.sessions());
    window.resize(1440, 900);
    window.show();
    window.take(demo.opening());
    window.selection().select(kReviewed);
    window.inspector().setTab(Inspector::ReviewTab);
}

NodeDetailsPtr ReviewBench::details(NodeNumber node) const
{
    auto copy = std::make_shared<NodeDetails>(*demo.details(node));
    copy->evaluation.trust = {2, "full", {"bubblewrap"}};
    copy->evaluation.finalist =
        Finalist{copy->evaluation.speedup, "addresses and undefined behaviour: clean; data races: clean"};
    return copy;
}

std::int64_t ReviewBench::record(const SteerCommand& command, const std::string& author)
{
    commands.push_back(command);
    FeedBatch batch = demo.batch(0, 0);
    batch.events = {{static_cast<std::int64_t>(100 + commands.size()), command, author, 1.7e9, std::nullopt}};
    window.take(batch);
    return batch.events[0].id;
}

ReviewPage& ReviewBench::page()
{
    return window.inspector().review();
}

void ReviewBench::press(SteerVerb verb)
{
    page().steps().button(verb)->click();
}

bool ReviewBench::answer(const QString& text)
{
    auto* dialog = window.findChild<RemarkDialog*>();
    if (dialog == nullptr) {
        return false;
    }
    dialog->editor().setPlainText(text);
    dialog->accept();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    return true;
}

} // namespace espalier::test
