#include "widgets/review/reviewpage.h"

#include "widgets/common/flatbutton.h"
#include "widgets/common/fonts.h"
#include "widgets/common/format.h"
#include "widgets/common/hairline.h"
#include "widgets/common/helppage.h"
#include "widgets/review/checklistview.h"
#include "widgets/review/commentslist.h"
#include "widgets/review/noteeditor.h"
#include "widgets/review/plainlabel.h"
#include "widgets/review/reviewsteps.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace espalier {

ReviewPage::ReviewPage(const LiveGraph& live, DetailsCache& details, Selection& selection, QWidget* parent)
    : QWidget(parent), m_desk(live, details, selection)
{
    setObjectName(QStringLiteral("reviewPage"));
    setHelpPage(this, QStringLiteral("review"));
    auto* scroll = new QScrollArea(this); // before what is in it: Tab comes here first
    auto* page = new QWidget(scroll);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 12, 0, 12);
    column->setSpacing(8);
    const auto heading = [&](const QString& text) {
        QLabel* label = plainLabel(page);
        label->setText(text);
        label->setFont(fonts::bold(font()));
        column->addWidget(label);
    };
    const auto rule = [&] { column->addWidget(new Hairline(Qt::Horizontal, page)); };
    m_steps = new ReviewSteps(m_desk, page);
    column->addWidget(m_steps);
    rule();
    heading(tr("Checklist"));
    m_summary = plainLabel(page);
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    m_checklist = new ChecklistView(page);
    column->addWidget(m_summary);
    column->addWidget(m_checklist);
    m_sanitize = new FlatButton(page);
    m_sanitize->setToolTip(tr("Build it with the address, undefined-behaviour and thread sanitizers and run it once"));
    auto* sanitizing = new QHBoxLayout;
    sanitizing->setContentsMargins(40, 0, 16, 0);
    sanitizing->addWidget(m_sanitize);
    sanitizing->addStretch(1);
    column->addLayout(sanitizing);
    connect(m_sanitize, &FlatButton::clicked, this, [this] {
        if (m_desk.node()) {
            Q_EMIT sanitizeAsked(*m_desk.node());
        }
    });
    rule();
    m_comments = new CommentsList(m_desk, page);
    column->addWidget(m_comments);
    rule();
    heading(tr("Note"));
    m_note = new NoteEditor(page);
    m_note->setFixedHeight(80);
    auto* inset = new QHBoxLayout;
    inset->setContentsMargins(16, 0, 16, 0);
    inset->addWidget(m_note);
    column->addLayout(inset);
    column->addStretch(1);
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Review"));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    connect(&m_desk, &ReviewDesk::changed, this, &ReviewPage::refresh);
    connect(m_note, &NoteEditor::kept, &m_desk, &ReviewDesk::note);
    refresh();
}

void ReviewPage::refresh()
{
    const auto& items = m_desk.items();
    const auto yes = static_cast<int>(std::ranges::count(items, CheckAnswer::Yes, &CheckItem::answer));
    const auto open = static_cast<int>(std::ranges::count_if(items, &CheckItem::isOpen));
    const int all = static_cast<int>(items.size());
    m_summary->setText(
        all == 0    ? tr("Filled when the node has been read.")
        : open == 0 ? tr("%1 of %2 yes; nothing keeps it from approval.").arg(yes).arg(all)
                    : tr("%1 of %2 yes; %n to see to, or to give a reason for, before it is approved.", nullptr, open)
                          .arg(yes)
                          .arg(all));
    m_summary->setVisible(m_desk.node().has_value());
    m_checklist->setItems(items);
    const auto sanitizers = std::ranges::find(items, "sanitizers", &CheckItem::name);
    m_sanitize->setVisible(sanitizers != items.end() && sanitizers->must && sanitizers->answer == CheckAnswer::Unknown);
    setSanitizing(m_sanitizing);
    m_note->setNote(m_desk.node(), format::text(m_desk.review().note.text));
}

void ReviewPage::setSanitizing(bool running)
{
    m_sanitizing = running;
    m_sanitize->setEnabled(!running);
    m_sanitize->setText(running ? tr("Sanitizers run…") : tr("Run sanitizers"));
}

} // namespace espalier
