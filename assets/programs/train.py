from my_brain import X, y, W, b, spark, slope

learning_rate = 1.6
for lap in range(3):
    # 1. Forward: one matrix product for each layer
    a, z = [X], []
    for k in range(len(W)):
        z.append(a[k] @ W[k] + b[k])  #: product
        a.append(spark[k](z[k]))  #: spark

    # 2. Loss: the mean of all squared errors
    error = a[-1] - y  #: error
    loss = (error ** 2).mean()  #: loss

    # 3. Backward: each layer hands the blame down
    blame = 2 * error / error.size  #: blame
    dW, db = {}, {}
    for k in reversed(range(len(W))):
        blame = blame * slope[k](z[k])  #: slope
        dW[k] = a[k].T @ blame  #: gradient
        db[k] = blame.sum(axis=0)  #: gradient_b
        blame = blame @ W[k].T  #: back

    # 4. Update: every weight takes a step downhill
    for k in range(len(W)):
        W[k] = W[k] - learning_rate * dW[k]  #: update
        b[k] = b[k] - learning_rate * db[k]  #: update_b
