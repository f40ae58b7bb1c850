#include "widgets/review/commentslist.h"

#include "widgets/common/flatbutton.h"
#include "widgets/common/fonts.h"
#include "widgets/common/plaintable.h"
#include "widgets/review/plainlabel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace espalier {
namespace {

/// What the list takes of the page at most, in logical pixels; more comments are scrolled to.
constexpr int kTallest = 240;

} // namespace

CommentsList::CommentsList(ReviewDesk& desk, QWidget* parent) : QWidget(parent), m_desk(desk), m_title(plainLabel(this))
{
    m_title->setFont(fonts::bold(font()));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_noComments = plainLabel(this);
    m_noComments->setForegroundRole(QPalette::PlaceholderText);
    m_noComments->setText(
        tr("None. Double-click beside a line's number in Diff or Source, or press C on a line there."));
    m_table = new QTableView(this);
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("Comments on lines of this node"));
    makePlain(*m_table, 0);
    m_table->setWordWrap(true);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(CommentsModel::Text, QHeaderView::Stretch);
    m_table->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    m_table->setMaximumHeight(kTallest);
    connect(m_table->verticalHeader(), &QHeaderView::sectionResized, m_table, &QWidget::updateGeometry);
    m_goTo = new FlatButton(this);
    m_goTo->setText(tr("Go to line"));
    m_goTo->setToolTip(tr("Show the comment's line in the source (double click, Return)"));
    m_settle = new FlatButton(this);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(16, 0, 16, 0);
    line->setSpacing(8);
    line->addWidget(m_goTo);
    line->addWidget(m_settle);
    line->addStretch(1);
    column->addWidget(m_title);
    column->addWidget(m_noComments);
    auto* inset = new QHBoxLayout;
    inset->setContentsMargins(12, 0, 8, 0);
    inset->addWidget(m_table);
    column->addLayout(inset);
    column->addLayout(line);
    connect(m_table, &QTableView::activated, this, &CommentsList::goToLine);
    connect(m_goTo, &FlatButton::clicked, this, &CommentsList::goToLine);
    connect(m_settle, &FlatButton::clicked, this, &CommentsList::settle);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &CommentsList::refreshButtons);
    connect(&desk, &ReviewDesk::changed, this, &CommentsList::refresh);
    refresh();
}

void CommentsList::refresh()
{
    const PlacedComment* before = chosen();
    const std::int64_t kept = before == nullptr ? 0 : before->comment.id;
    m_model.setComments(m_desk.comments());
    const bool any = m_model.rowCount() > 0;
    for (QWidget* widget : std::initializer_list<QWidget*>{m_table, m_goTo, m_settle}) {
        widget->setVisible(any);
    }
    m_noComments->setVisible(!any && m_desk.node());
    m_title->setText(any ? tr("Comments  %1").arg(m_model.rowCount()) : tr("Comments"));
    if (const int row = m_model.rowOf(kept); row >= 0) {
        m_table->setCurrentIndex(m_model.index(row, CommentsModel::Text));
    }
    refreshButtons();
}

void CommentsList::refreshButtons()
{
    const PlacedComment* comment = chosen();
    m_goTo->setEnabled(comment != nullptr && comment->place && comment->comment.said.side == CommentSide::Own);
    m_settle->setEnabled(comment != nullptr);
    const bool settled = comment != nullptr && !comment->isOpen();
    m_settle->setText(settled ? tr("Reopen") : tr("Resolve"));
    m_settle->setToolTip(settled ? tr("Ask it again") : tr("It is answered, for this node and what grows below it"));
}

const PlacedComment* CommentsList::chosen() const
{
    return m_model.at(m_table->currentIndex());
}

void CommentsList::settle()
{
    if (const PlacedComment* comment = chosen()) {
        m_desk.say(comment->isOpen() ? SteerVerb::Resolve : SteerVerb::Reopen, double(comment->comment.id));
    }
}

void CommentsList::goToLine()
{
    const PlacedComment* comment = chosen();
    if (comment != nullptr && comment->place && comment->comment.said.side == CommentSide::Own) {
        Q_EMIT lineChosen(comment->place->line);
    }
}

} // namespace espalier
