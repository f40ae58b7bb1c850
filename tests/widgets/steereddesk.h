#pragma once

#include "tests/widgets/demosession.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/steerbar.h"
#include "widgets/panels/topbar.h"

#include <optional>
#include <vector>

namespace espalier::test {

/// A window with the demo session open, and a search that takes commands up when it is told to.
struct SteeredDesk
{
    explicit SteeredDesk(int nodes = 150) : demo(nodes)
    {
        demo.summary.policy = QStringLiteral("uct");
        demo.summary.budgets = {{"steps", 300}, {"minutes", 0}, {"workers", 3}};
        demo.summary.synthesizers = {{QStringLiteral("anthropic"), 80}, {QStringLiteral("rules"), 20}};
        demo.events.clear();
        QObject::connect(
            &window.details(), &DetailsCache::wanted, &window,
            [this](quint64 generation, NodeNumber node) { window.details().put(generation, node, demo.details(node)); },
            Qt::QueuedConnection);
        QObject::connect(&window, &MainWindow::commandIssued, &window,
                         [this](const SteerCommand& command) { commands.push_back(command); });
        window.resize(1500, 900);
        window.show();
        window.take(demo.opening());
    }

    /// What was issued since comes back as events: pending, or applied at this step.
    void answer(std::optional<int> step)
    {
        FeedBatch batch = demo.batch(0, 0);
        batch.inFlight = demo.inFlight;
        steps.resize(commands.size());
        for (std::size_t i = 0; i < commands.size(); ++i) {
            steps[i] = steps[i] ? steps[i] : step;
            batch.events.push_back(
                {static_cast<std::int64_t>(i) + 100, commands[i], "window", 1.7e9 + double(i), steps[i]});
        }
        window.take(batch);
    }
    SteerBar& bar() { return window.topBar().steerBar(); }

    DemoSession demo;
    MainWindow window;
    std::vector<SteerCommand> commands;
    std::vector<std::optional<int>> steps; ///< at which each was taken up
};

template <class Widget>
Widget* child(QWidget* parent, const char* name)
{
    return parent->findChild<Widget*>(QString::fromLatin1(name));
}

} // namespace espalier::test
