# %% wrong: the gradient
# says: That is the gradient
def push_on_classes(class_logits):
    s = torch.logsumexp(class_logits, dim=1, keepdim=True)
    return -torch.sigmoid(-s) * class_logits.softmax(dim=1)


# %% wrong: the softmax alone
# says: the chain rule brings a factor
def push_on_classes(class_logits):
    return class_logits.softmax(dim=1)


# %% wrong: the other factor
# says: The factor is P(real)
def push_on_classes(class_logits):
    s = torch.logsumexp(class_logits, dim=1, keepdim=True)
    return torch.sigmoid(s) * class_logits.softmax(dim=1)


# %% wrong: eleven probabilities
# says: the probabilities of the classes beside `fake`
def push_on_classes(class_logits):
    with_fake = torch.cat([class_logits, torch.zeros_like(class_logits[:, :1])], dim=1)
    return with_fake.softmax(dim=1)[:, :-1]


# %% wrong: the most probable alone
# says: You push the most probable class alone
def push_on_classes(class_logits):
    s = torch.logsumexp(class_logits, dim=1, keepdim=True)
    largest = F.one_hot(class_logits.argmax(dim=1), class_logits.shape[1])
    return torch.sigmoid(-s) * largest


# %% wrong: equal shares
# says: Every class gets the same push
def push_on_classes(class_logits):
    s = torch.logsumexp(class_logits, dim=1, keepdim=True)
    return (torch.sigmoid(-s) / class_logits.shape[1]).expand_as(class_logits)


# %% wrong: the whole factor to each
# says: it is shared out among the classes
def push_on_classes(class_logits):
    s = torch.logsumexp(class_logits, dim=1, keepdim=True)
    return torch.sigmoid(-s).expand_as(class_logits)


# %% wrong: the other axis
# says: over the wrong axis
def push_on_classes(class_logits):
    s = torch.logsumexp(class_logits, dim=1, keepdim=True)
    return torch.sigmoid(-s) * class_logits.softmax(dim=0)


# %% wrong: the largest logit
# says: The factor comes from the largest logit
def push_on_classes(class_logits):
    largest = class_logits.max(dim=1, keepdim=True).values
    return torch.sigmoid(-largest) * class_logits.softmax(dim=1)


# %% wrong: a sigmoid each
# says: Each class has a sigmoid of its own
def push_on_classes(class_logits):
    return torch.sigmoid(-class_logits) * class_logits.softmax(dim=1)


# %% wrong: overflow
# says: `exp` of them is too large or 0
def push_on_classes(class_logits):
    exponentials = class_logits.exp()
    total = exponentials.sum(dim=1, keepdim=True)
    return exponentials / total / (1 + total)


# %% wrong: the mean loss
# says: You divide by the number of images
def push_on_classes(class_logits):
    x = class_logits.detach().clone().requires_grad_()
    loss = F.softplus(-x.logsumexp(dim=1)).mean()
    return -torch.autograd.grad(loss, x)[0]


# %% wrong: of a fake
# says: That is the push of a generated image
def push_on_classes(class_logits):
    x = class_logits.detach().clone().requires_grad_()
    loss = F.softplus(x.logsumexp(dim=1)).sum()
    return -torch.autograd.grad(loss, x)[0]


# %% wrong: one number an image
# says: has the shape
def push_on_classes(class_logits):
    return torch.sigmoid(-class_logits.logsumexp(dim=1))


# %% right: autograd
def push_on_classes(class_logits):
    x = class_logits.detach().clone().requires_grad_()
    loss = F.softplus(-x.logsumexp(dim=1)).sum()
    return -torch.autograd.grad(loss, x)[0]


# %% right: two softmaxes
def push_on_classes(class_logits):
    with_fake = torch.cat([class_logits, torch.zeros_like(class_logits[:, :1])], dim=1)
    return class_logits.softmax(dim=1) * with_fake.softmax(dim=1)[:, -1:]


# %% right: logarithms
def push_on_classes(class_logits):
    s = class_logits.logsumexp(dim=1, keepdim=True)
    return (class_logits - s + F.logsigmoid(-s)).exp()


# %% right: row by row
def push_on_classes(class_logits):
    import math

    rows = []
    for row in class_logits.tolist():
        top = max(row)
        exponentials = [math.exp(value - top) for value in row]
        total = sum(exponentials)
        fake = math.exp(min(-top, 700)) / (total + math.exp(min(-top, 700)))
        rows.append([value / total * fake for value in exponentials])
    return torch.tensor(rows)
